namespace Pipeline.Functions.Tests.Sagas.Orchestrations;

/// <summary>An orchestrator decided differently when it was replayed.</summary>
internal sealed class NonDeterministicException(string message) : Exception(message);
