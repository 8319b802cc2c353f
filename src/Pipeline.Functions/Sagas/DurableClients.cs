using Microsoft.DurableTask.Client;

namespace Pipeline.Functions.Sagas;

/// <summary>
/// The Durable client of this invocation. Functions get one only by their <c>[DurableClient]</c> binding; those that reach sagas
/// put it here, and <see cref="DurableSagaClient"/>, which lives longer than any invocation, finds it here.
/// </summary>
public sealed class DurableClients
{
    private readonly AsyncLocal<DurableTaskClient?> _current = new();

    /// <summary>The client of this invocation.</summary>
    /// <exception cref="InvalidOperationException">The function has no <c>[DurableClient]</c> binding, or did not hand it over.</exception>
    public DurableTaskClient Current => _current.Value
        ?? throw new InvalidOperationException(
            "This invocation has no Durable client: bind one with [DurableClient] and hand it to DurableClients.Use.");

    /// <summary>Makes it the client of what this asynchronous flow does from here on.</summary>
    public void Use(DurableTaskClient client) => _current.Value = client;
}
