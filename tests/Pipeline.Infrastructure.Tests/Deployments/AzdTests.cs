namespace Pipeline.Infrastructure.Tests.Deployments;

/// <summary>The tests that share one running compiler and its answers.</summary>
[CollectionDefinition(Name)]
public sealed class AzdTests : ICollectionFixture<Azd>
{
    public const string Name = "azd";
}
