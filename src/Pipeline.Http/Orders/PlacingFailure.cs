using Pipeline.Failures;

namespace Pipeline.Http.Orders;

/// <summary>What a refused new order means: there is no other state in which it would be right, so the request is wrong.</summary>
public static class PlacingFailure
{
    public static Failure Of(Failure failure) => failure is Rejected rejected
        ? new Invalid(rejected.Code, rejected.Detail, new Dictionary<string, string[]> { ["lines"] = [rejected.Detail] })
        : failure;
}
