namespace Pipeline.Azure.Tests.Blobs;

/// <summary>A test that needs Azurite; it is skipped, with the reason, where Azurite is not installed.</summary>
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = Azurite.WhyAbsent;
}
