using Pipeline.Http.Access;

namespace Pipeline.Functions.Tests.Http;

/// <summary>The app where no platform checks keys: func on a developer's machine, without keys.</summary>
public sealed class AccessWithoutKeysTests(FunctionsOverHttp functions) : IClassFixture<FunctionsOverHttp>
{
    [Theory]
    [InlineData("Host", "evil.com:7071", 421, "host-not-allowed")]
    [InlineData("Host", "localhost.evil.com", 421, "host-not-allowed")]
    [InlineData("Origin", "https://evil.com", 403, "cross-origin")]
    [InlineData("Origin", "null", 403, "cross-origin")]
    [InlineData("Sec-Fetch-Site", "cross-site", 403, "cross-origin")]
    [InlineData("X-Forwarded-For", "203.0.113.7", 401, "client-key-required")]
    public async Task Page_of_another_site_and_a_proxy_are_refused(string header, string value, int status, string code) =>
        Assert.Equal((status, code), await functions.PostAsync("/api/orders/none/cancel", (header, value)));

    [Fact]
    public async Task Callers_on_this_machine_are_served() =>
        Assert.Equal((404, "order-not-found"), await functions.PostAsync("/api/orders/none/cancel", ("Host", "localhost:7071")));
}

/// <summary>The same with keys, which the app then asks for as the standalone host does.</summary>
public sealed class AccessWithKeysTests(FunctionsWithKeys functions) : IClassFixture<FunctionsWithKeys>
{
    [Theory]
    [InlineData("/api/orders/none/cancel", "", 401, "client-key-required")]
    [InlineData("/api/orders/none/cancel", FunctionsWithKeys.ClientKey, 404, "order-not-found")]
    [InlineData("/api/orders/none/cancel", FunctionsWithKeys.AdminKey, 404, "order-not-found")]
    [InlineData("/api/dead-letters/none/replay", FunctionsWithKeys.ClientKey, 401, "admin-key-required")]
    [InlineData("/api/dead-letters/none/replay", FunctionsWithKeys.AdminKey, 404, "dead-letter-not-found")]
    [InlineData("/api/webhooks/payments/stripe", "", 401, "signature-missing")]
    public async Task Key_of_the_level_is_asked_for(string path, string key, int status, string code) =>
        Assert.Equal((status, code), await functions.PostAsync(path, (CallerKeys.HeaderName, key)));
}

/// <summary>The same where Azure stands in front, which has checked keys and host names.</summary>
public sealed class AccessOnAzureTests(FunctionsOnAzure functions) : IClassFixture<FunctionsOnAzure>
{
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7", 404, "dead-letter-not-found")]
    [InlineData("Host", "orders.azurewebsites.net", 404, "dead-letter-not-found")]
    [InlineData("Origin", "https://shop.example.com", 404, "dead-letter-not-found")]
    [InlineData("Origin", "https://evil.com", 403, "cross-origin")]
    public async Task Calls_that_azure_passes_on_are_served_but_for_pages_of_others(string header, string value, int status, string code) =>
        Assert.Equal((status, code), await functions.PostAsync("/api/dead-letters/none/replay", (header, value)));
}

/// <summary>With keys, on no platform.</summary>
public sealed class FunctionsWithKeys : FunctionsOverHttp
{
    public const string AdminKey = "an admin key of the tests";
    public const string ClientKey = "a client key of the tests";

    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Admin:Key"] = AdminKey,
        ["Clients:Keys:0"] = "a client key that goes out of use",
        ["Clients:Keys:1"] = ClientKey,
        ["WEBSITE_HOSTNAME"] = "localhost:7071",
    };
}

/// <summary>On Azure; the keys of the settings mean nothing there.</summary>
public sealed class FunctionsOnAzure : FunctionsOverHttp
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Admin:Key"] = "an admin key of the tests",
        ["AllowedHosts"] = "shop.example.com",
        ["WEBSITE_HOSTNAME"] = "orders.azurewebsites.net",
    };
}
