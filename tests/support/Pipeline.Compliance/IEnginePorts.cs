namespace Pipeline.Compliance;

/// <summary>The ports of one engine, on an empty store of their own; the pipeline behind them does not run. Disposing removes the store.</summary>
public interface IEnginePorts : IAsyncDisposable
{
    /// <summary>The engine's implementation of a port.</summary>
    T Port<T>()
        where T : notnull;
}
