namespace Pipeline.Infrastructure.Tests.Hooks;

/// <summary>The smoke check of the postdeploy hook tells a working pipeline from a broken one.</summary>
public sealed class SmokeTests
{
    // For runs that end by themselves, however busy the machine is.
    private const string Plenty = "60";

    [ShellFact("sh", "curl")]
    public async Task Order_that_is_confirmed_passes()
    {
        var (exitCode, output) = await RunAsync("true", "placed", "confirmed");

        Assert.Contains("smoke: passed", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [ShellFact("sh", "curl")]
    public async Task Order_without_payments_is_cancelled_once_it_is_reserved()
    {
        await using var pipeline = await FakePipeline.StartAsync("reserved", "reserved", "cancelled");
        var (exitCode, output) = await RunAsync(pipeline, "false");

        Assert.True(pipeline.Cancelled, output);
        Assert.Equal(0, exitCode);
    }

    [ShellFact("sh", "curl")]
    public async Task Order_that_ends_otherwise_fails()
    {
        var (exitCode, output) = await RunAsync("true", "cancelled");

        Assert.Contains("order o-1 ended as cancelled, not confirmed", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [ShellFact("sh", "curl")]
    public async Task Order_that_does_not_end_fails()
    {
        await using var pipeline = await FakePipeline.StartAsync("paid");
        var (exitCode, output) = await RunAsync(pipeline, "true", seconds: "2");

        Assert.Contains("not confirmed, after 2 s", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [ShellFact("sh", "curl")]
    public async Task Wrong_key_fails()
    {
        await using var pipeline = await FakePipeline.StartAsync("confirmed");
        var (exitCode, output) = await Shell.RunAsync(
            "sh", ["smoke.sh", pipeline.Address], ("SMOKE_KEY", "wrong"), ("SMOKE_ADMIN_KEY", "admin"), ("SMOKE_SECONDS", Plenty));

        Assert.Contains("the order was not accepted", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string payments, params string[] statuses)
    {
        await using var pipeline = await FakePipeline.StartAsync(statuses);
        return await RunAsync(pipeline, payments);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(FakePipeline pipeline, string payments, string seconds = Plenty) =>
        Shell.RunAsync(
            "sh",
            ["smoke.sh", pipeline.Address],
            ("SMOKE_KEY", "function"),
            ("SMOKE_ADMIN_KEY", "admin"),
            ("SMOKE_PAYMENTS", payments),
            ("SMOKE_SECONDS", seconds));
}
