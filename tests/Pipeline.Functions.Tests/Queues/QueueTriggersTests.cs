using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Events;

namespace Pipeline.Functions.Tests.Queues;

/// <summary>The queue functions are the queues of routes.json, neither less nor more.</summary>
public sealed partial class QueueTriggersTests
{
    private static readonly Dictionary<string, string> OwnNames = new()
    {
        ["order-saga"] = "DriveOrderSaga",
        ["dead-letters"] = "KeepDeadLetters",
    };

    [Fact]
    public void Every_queue_has_one_function_which_is_named_after_it() => Assert.Equal(
        Routes.Default.Queues.Select(queue => (queue, OwnNames.GetValueOrDefault(queue) ?? Pascal(queue))).Order(),
        FunctionTable.With<ServiceBusTriggerAttribute>().Select(function => (function.Value.QueueName!, function.Key)).Order());

    [Fact]
    public void Every_queue_function_settles_its_messages_itself() => Assert.All(
        FunctionTable.With<ServiceBusTriggerAttribute>().Values, trigger =>
        {
            Assert.False(trigger.AutoCompleteMessages);
            Assert.Equal("ServiceBus", trigger.Connection);
            Assert.False(trigger.IsBatched);
            Assert.False(trigger.IsSessionsEnabled);
        });

    private static string Pascal(string queue) => Word().Replace(queue, word => word.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("(?:^|-)([a-z])")]
    private static partial Regex Word();
}
