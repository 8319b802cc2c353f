using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Pipeline.Failures;
using Pipeline.Http.Problems;

namespace Pipeline.Http.Requests;

/// <summary>The raw bytes of a request's body, in a pooled buffer; limited while it is read, so that chunked bodies are too.</summary>
public sealed class RequestBody : IDisposable
{
    public const int MaxBytes = 256 * 1_024;

    private const int FirstBytes = 4 * 1_024;

    private byte[] _buffer;
    private int _length;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>The whole body; 413 when it is larger than <see cref="MaxBytes"/>, another 4xx when it cannot be read.</summary>
    public static async ValueTask<Received<RequestBody>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBytes)
        {
            return TooLarge();
        }

        var body = new RequestBody((int)(request.ContentLength ?? FirstBytes) + 1);
        try
        {
            if (await body.FillAsync(request.Body, cancellation))
            {
                return body;
            }
        }
        catch (Exception error) when (WhyCut(error, cancellation) is { } problem)
        {
            body.Dispose();
            return problem;
        }
        catch
        {
            body.Dispose();
            throw;
        }

        body.Dispose();
        return TooLarge();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private async ValueTask<bool> FillAsync(Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellation);
            _length += read;
            if (read == 0 || _length > MaxBytes)
            {
                return _length <= MaxBytes;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    // A caller who hung up is told nothing, so the exception goes on. Kestrel throws an IOException for a chunk size that no number holds,
    // and an InvalidOperationException for a trailer that it cannot decode.
    private static Problem? WhyCut(Exception error, CancellationToken cancellation) => error switch
    {
        _ when cancellation.IsCancellationRequested => null,
        BadHttpRequestException bad => RequestProblems.Of(bad),
        IOException or InvalidOperationException => RequestProblems.Unreadable(),
        _ => null,
    };

    private static Problem TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The body may have at most {MaxBytes} bytes; send less at a time.");
}

/// <summary>What a request brought, or the problem in its place.</summary>
public readonly struct Received<T>
{
    private readonly T? _value;
    private readonly Problem? _problem;

    private Received(T? value, Problem? problem) => (_value, _problem) = (value, problem);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (_value, _problem);
        return problem is null;
    }

    public static implicit operator Received<T>(T value) => new(value, null);

    public static implicit operator Received<T>(Problem problem) => new(default, problem);

    public static implicit operator Received<T>(Result<T> result) =>
        result.TryGet(out var value, out var failure) ? new(value, null) : new(default, Problem.Of(failure));
}
