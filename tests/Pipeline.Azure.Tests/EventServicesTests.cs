using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;

namespace Pipeline.Azure.Tests;

public sealed class EventServicesTests
{
    [Fact]
    public void Events_go_straight_to_the_queues_when_no_topic_is_set() =>
        Assert.IsType<DirectToQueues>(Services([]).GetRequiredService<IEventPublisher>());

    [Fact]
    public void Events_go_to_event_grid_when_a_topic_is_set_and_no_key_is_needed() => Assert.IsType<EventGridPublisher>(
        Services(new() { ["EventGrid:TopicEndpoint"] = "https://topic.example.com/api/events" }).GetRequiredService<IEventPublisher>());

    [Theory]
    [InlineData("http://topic.example.com/api/events")]
    [InlineData("topic")]
    public void Start_is_refused_when_the_endpoint_is_not_an_https_url(string endpoint)
    {
        var services = Services(new() { ["EventGrid:TopicEndpoint"] = endpoint });

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("EventGrid:TopicEndpoint must be", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Random.Shared)
        .AddSingleton(Mock.Of<IQueueSender>())
        .AddEventPublishing(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
