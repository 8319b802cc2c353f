using System.Collections.Immutable;

namespace Pipeline.Functions.Tests.Sagas.Orchestrations;

/// <summary>One run of an orchestrator: when, what it was told, and what it asked for thereupon.</summary>
internal sealed record Episode(DateTimeOffset At, ImmutableArray<HistoryEvent> Events, ImmutableArray<string> Actions);
