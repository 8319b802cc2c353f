namespace Pipeline.Http.Problems;

/// <summary>Problems of requests that break HTTP or its limits.</summary>
public static class RequestProblems
{
    /// <summary>What the server refused while the request was read.</summary>
    public static Problem Of(BadHttpRequestException refused) => refused.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge =>
            new Problem(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is larger than the server takes; send less."),
        StatusCodes.Status408RequestTimeout =>
            new Problem(StatusCodes.Status408RequestTimeout, "request-too-slow", "The body came too slowly; send it again, faster."),
        _ => Unreadable(),
    };

    /// <summary>The body ends early, or its chunks are not those of RFC 9112.</summary>
    public static Problem Unreadable() => new(
        StatusCodes.Status400BadRequest, "bad-request", "The body ends early or its chunks are not HTTP's; correct the client.");

    /// <summary>Why a request is larger than hosts take, or null; <see cref="RequestLimits"/> lets a little more reach this.</summary>
    public static Problem? WhyTooLarge(HttpRequest request, string? target)
    {
        if (target?.Length > RequestLimits.MaxTarget)
        {
            return new Problem(
                StatusCodes.Status414UriTooLong,
                "uri-too-long",
                $"The path and query may have {RequestLimits.MaxTarget} characters together; these have {target.Length}.");
        }

        var (fields, length) = (0, 0L);
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                fields++;
                length += name.Length + (value?.Length ?? 0) + ": \r\n".Length;
            }
        }

        return fields <= RequestLimits.MaxHeaderFields && length <= RequestLimits.MaxHeaders
            ? null
            : new Problem(
                StatusCodes.Status431RequestHeaderFieldsTooLarge,
                "headers-too-large",
                $"A request may have {RequestLimits.MaxHeaderFields} header fields of {RequestLimits.MaxHeaders} characters together; "
                    + $"this has {fields} of {length}.");
    }
}
