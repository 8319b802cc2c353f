using System.Globalization;
using System.Text.Json;

namespace Pipeline.AzurePath.TaskHub;

/// <summary>Something that an orchestrator asked for. Replays must ask for the same things in the same order.</summary>
internal abstract record OrchestrationAction
{
    public sealed record Call(int TaskId, string Name, string? Input) : OrchestrationAction
    {
        public override string ToString() => $"#{TaskId} {Name} {Subject()}".TrimEnd();

        // Only what was decided of the saga's state, so that a state with one more field does not look like another decision.
        private string Subject()
        {
            var input = Input is null ? default : JsonSerializer.Deserialize<JsonElement>(Input);
            return input.ValueKind == JsonValueKind.Object && input.TryGetProperty("Saga", out var saga)
                ? $"{input.GetProperty("Activity").GetString()}, turn {saga.GetProperty("Turn")}, attempt {saga.GetProperty("Attempt")}"
                : "";
        }
    }

    public sealed record Timer(int TaskId, DateTimeOffset FireAt) : OrchestrationAction
    {
        public override string ToString() => $"#{TaskId} timer {FireAt.ToString("O", CultureInfo.InvariantCulture)}";
    }

    public sealed record ContinueAsNew(string? Input) : OrchestrationAction
    {
        public override string ToString() => "continue as new";
    }

    public sealed record Complete(string? Output) : OrchestrationAction
    {
        public override string ToString() => "complete";
    }

    public sealed record Fail(string Error) : OrchestrationAction
    {
        public override string ToString() => $"fail: {Error}";
    }
}
