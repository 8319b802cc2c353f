namespace Pipeline.Reactions;

/// <summary>Something that an engine does once for each event that asks for it.</summary>
public abstract record Effect;
