using System.Collections.Concurrent;
using Pipeline.Operations;
using Pipeline.Sagas;

namespace Pipeline.Embedded.Sagas;

/// <summary>Counts the sagas that have not ended.</summary>
internal sealed class SagaCensus
{
    private readonly ConcurrentDictionary<string, bool> _needAttention = new(StringComparer.Ordinal);
    private long _attention;

    public SagaStats Stats
    {
        get
        {
            var attention = Interlocked.Read(ref _attention);
            return new SagaStats(_needAttention.Count - attention, attention);
        }
    }

    public void Note(SagaState saga)
    {
        var needed = false;
        var needs = saga.Phase == SagaPhase.NeedsAttention;
        if (saga.Phase.IsEnded())
        {
            _needAttention.TryRemove(saga.SagaId, out needed);
        }
        else
        {
            _needAttention.TryGetValue(saga.SagaId, out needed);
            _needAttention[saga.SagaId] = needs;
        }

        Interlocked.Add(ref _attention, (needs ? 1 : 0) - (needed ? 1 : 0));
    }
}
