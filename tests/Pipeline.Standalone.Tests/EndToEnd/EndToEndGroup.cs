namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>Tests with host processes run one after the other, so that they do not slow each other down.</summary>
[CollectionDefinition(Name)]
public sealed class EndToEndGroup
{
    public const string Name = "end to end";
}
