namespace Pipeline.Reactions;

/// <summary>Adds to a named counter.</summary>
public sealed record Count(string Counter, long By) : Effect;
