using Pipeline.Embedded.Work;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Work;

public sealed class AlarmsTests : IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly List<string> _rung = [];
    private readonly Alarms<string> _alarms;

    public AlarmsTests() => _alarms = new Alarms<string>(_time, key => _rung.Add($"{key} {(_time.GetUtcNow() - Some.Now).TotalSeconds}"));

    public void Dispose() => _alarms.Dispose();

    [Fact]
    public void Alarms_ring_in_due_order_each_at_its_time()
    {
        Set("c", 3);
        Set("a", 1);
        Set("b", 2);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["a 1", "b 2"], _rung);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["a 1", "b 2", "c 3"], _rung);
        Assert.Equal(0, _alarms.Count);
    }

    [Fact]
    public void Alarms_of_the_same_time_all_ring_in_the_order_they_were_set()
    {
        Set("b", 1);
        Set("a", 1);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["b 1", "a 1"], _rung);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Alarm_rings_once_at_the_new_time_when_it_is_set_again(int seconds)
    {
        Set("a", 5);
        Set("a", seconds);

        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal([$"a {seconds}"], _rung);
    }

    [Fact]
    public void Alarm_does_not_ring_when_it_was_cleared()
    {
        Set("a", 1);
        Set("b", 2);
        _alarms.Clear("a");

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["b 2"], _rung);
    }

    [Fact]
    public void Alarm_rings_at_once_when_its_time_has_passed()
    {
        Set("a", -5);

        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["a 0"], _rung);
    }

    [Fact]
    public void Alarm_rings_on_time_when_it_is_days_away()
    {
        var days = TimeSpan.FromDays(100.5);
        Set("a", days.TotalSeconds);

        _time.Advance(days - TimeSpan.FromSeconds(1));
        Assert.Empty(_rung);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([$"a {days.TotalSeconds}"], _rung);
    }

    [Fact]
    public void Alarm_may_set_itself_again_when_it_rings()
    {
        var count = 0;
        Alarms<string>? again = null;
        again = new Alarms<string>(_time, key =>
        {
            if (++count < 3)
            {
                again!.Set(key, _time.GetUtcNow() + TimeSpan.FromSeconds(1));
            }
        });
        using (again)
        {
            again.Set("a", Some.Now.AddSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(3, count);
    }

    [Fact]
    public void Nothing_rings_when_the_alarms_are_disposed()
    {
        Set("a", 1);
        _alarms.Dispose();

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(_rung);
    }

    private void Set(string key, double seconds) => _alarms.Set(key, Some.Now.AddSeconds(seconds));
}
