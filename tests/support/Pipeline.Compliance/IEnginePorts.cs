namespace Pipeline.Compliance;

/// <summary>The ports of one engine, on an empty store of their own, without a running pipeline. Disposing removes the store.</summary>
public interface IEnginePorts : IAsyncDisposable
{
    /// <summary>The engine's implementation of a port.</summary>
    T Port<T>()
        where T : notnull;
}
