using Pipeline.SimulatedDays.Azure;

namespace Pipeline.SimulatedDays.Tests.Azure;

public sealed class PlacesTests
{
    [Fact]
    public async Task Whoever_waits_gets_the_place_of_the_first_to_leave()
    {
        var places = new Places(1);
        Assert.True(await places.EnterAsync());
        var (second, third) = (places.EnterAsync(), places.EnterAsync());

        places.Leave();

        Assert.True(second.IsCompleted && await second);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Closed_places_send_away_who_waits_and_who_comes()
    {
        var places = new Places(1);
        Assert.True(await places.EnterAsync());
        var waiting = places.EnterAsync();

        places.Close();

        Assert.False(await waiting);
        Assert.False(await places.EnterAsync());
    }
}
