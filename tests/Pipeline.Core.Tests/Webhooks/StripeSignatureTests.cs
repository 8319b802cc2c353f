using Pipeline.Failures;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Core.Tests.Webhooks;

public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_test";
    private static readonly byte[] Payload = """{"id":"evt_1"}"""u8.ToArray();
    private static readonly string Valid = StripeSignature.Sign(Payload, Secret, Some.Now);
    private static readonly string Hash = Valid[(Valid.IndexOf("v1=", StringComparison.Ordinal) + 3)..];
    private static readonly string Time = Valid[..Valid.IndexOf(',', StringComparison.Ordinal)];

    public static TheoryData<string> Believed =>
    [
        Valid,
        $"{Time},v1={new string('0', 64)},v1={Hash}",
        $"{Time},v1={Hash},v1={new string('0', 64)}",
        $"{Time},v0=whatever,v1={Hash},v9",
        $"v1={Hash},{Time}",
        $"{Time}, v1={Hash}",
        $"{Time},v1=garbage,v1={Hash}",
    ];

    public static TheoryData<string?, string> Disbelieved => new()
    {
        { null, "signature-missing" },
        { "", "signature-missing" },
        { "garbage", "signature-malformed" },
        { ",,,===,", "signature-malformed" },
        { "t", "signature-malformed" },
        { Time, "signature-malformed" },
        { $"v1={Hash}", "signature-malformed" },
        { $"t=,v1={Hash}", "signature-malformed" },
        { $"t=-1,v1={Hash}", "signature-malformed" },
        { $"t=1.5,v1={Hash}", "signature-malformed" },
        { $"t=99999999999999999999,v1={Hash}", "signature-malformed" },
        { $"{Time},v0={Hash}", "signature-malformed" },
        { $"{Time},v1={Hash[..63]}", "signature-malformed" },
        { $"{Time},v1={Hash}00", "signature-malformed" },
        { $"{Time},v1={new string('é', 64)}", "signature-malformed" },
        { $"{Time},v1={new string('0', 64)}", "signature-mismatch" },
        { $"t=9223372036854775807,v1={Hash}", "signature-mismatch" },
        { StripeSignature.Sign(Payload, "whsec_other", Some.Now), "signature-mismatch" },
        { StripeSignature.Sign("{}"u8, Secret, Some.Now), "signature-mismatch" },
        { StripeSignature.Sign(Payload, Secret, Some.Now.AddSeconds(1))
            .Replace(",v1=", "0,v1=", StringComparison.Ordinal), "signature-mismatch" },
    };

    [Fact]
    public void Sign_makes_the_documented_header()
    {
        var header = StripeSignature.Sign("{}"u8, "secret", DateTimeOffset.FromUnixTimeSeconds(1));

        // printf '1.{}' | openssl dgst -sha256 -hmac secret
        Assert.Equal("t=1,v1=1122767b193110cfec322b6f199b599edbf608ed087f2d27afb0b97d99523908", header);
    }

    [Theory]
    [MemberData(nameof(Believed))]
    public void Verify_accepts_a_header_with_one_matching_signature(string header) =>
        Assert.Null(StripeSignature.Verify(Payload, header, [Secret], Some.Now));

    [Theory]
    [MemberData(nameof(Disbelieved))]
    public void Verify_rejects_every_other_header(string? header, string code) =>
        Assert.Equal(code, Assert.IsType<Unauthentic>(StripeSignature.Verify(Payload, header, [Secret], Some.Now)).Code);

    [Theory]
    [InlineData("whsec_test", "whsec_next")]
    [InlineData("whsec_next", "whsec_test")]
    public void Verify_accepts_either_secret_when_one_replaces_the_other(params string[] secrets) =>
        Assert.Null(StripeSignature.Verify(Payload, Valid, secrets, Some.Now));

    [Fact]
    public void Verify_rejects_everything_when_no_secret_is_set()
    {
        Assert.IsType<Unauthentic>(StripeSignature.Verify(Payload, Valid, [], Some.Now));
        Assert.IsType<Unauthentic>(StripeSignature.Verify(Payload, StripeSignature.Sign(Payload, "", Some.Now), [""], Some.Now));
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Verify_reports_stale_when_it_was_signed_more_than_300_s_away(int seconds, bool fresh)
    {
        var failure = StripeSignature.Verify(Payload, Valid, [Secret], Some.Now.AddSeconds(seconds));

        Assert.Equal(fresh ? null : typeof(Stale), failure?.GetType());
    }

    [Fact]
    public void Verify_checks_the_signature_before_the_time()
    {
        var header = StripeSignature.Sign(Payload, "whsec_other", Some.Now.AddDays(-1));

        Assert.IsType<Unauthentic>(StripeSignature.Verify(Payload, header, [Secret], Some.Now));
    }
}
