using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Pipeline.AzurePath;
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
    public void Every_queue_has_one_function_which_is_named_after_it_in_the_order_of_the_file() => Assert.Equal(
        Routes.Default.Queues.Select(queue => (queue, OwnNames.GetValueOrDefault(queue) ?? Pascal(queue))),
        FunctionTable.With<ServiceBusTriggerAttribute>()
            .OrderBy(function => FunctionTable.All[function.Key].MetadataToken)
            .Select(function => (function.Value.QueueName!, function.Key)));

    [Fact]
    public void Every_queue_function_settles_its_messages_itself()
    {
        var triggers = FunctionTable.With<ServiceBusTriggerAttribute>().Values.ToList();

        Assert.NotEmpty(triggers);
        Assert.All(triggers, trigger =>
        {
            Assert.False(trigger.AutoCompleteMessages);
            Assert.Equal("ServiceBus", trigger.Connection);
            Assert.False(trigger.IsBatched);
            Assert.False(trigger.IsSessionsEnabled);
        });
    }

    private static string Pascal(string queue) => Word().Replace(queue, word => word.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("(?:^|-)([a-z])")]
    private static partial Regex Word();
}
