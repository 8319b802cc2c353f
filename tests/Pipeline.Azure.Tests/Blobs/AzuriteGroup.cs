namespace Pipeline.Azure.Tests.Blobs;

/// <summary>The tests that share one Azurite, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteGroup : ICollectionFixture<Azurite>
{
    public const string Name = "azurite";
}
