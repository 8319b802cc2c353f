namespace Pipeline.Functions.Queues;

/// <summary>Section <c>ServiceBus</c>; its value, where there is one, is a connection string.</summary>
public sealed record ServiceBusOptions
{
    /// <summary>The section's name, which is the triggers' connection too.</summary>
    public const string Section = "ServiceBus";

    /// <summary>The namespace's host name, reached by identity.</summary>
    public string? FullyQualifiedNamespace { get; set; }

    /// <summary>For the emulator; a namespace on Azure has no keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The emulator's second address, which answers about its queues; a namespace on Azure has one for both.</summary>
    public string? Administration { get; set; }
}
