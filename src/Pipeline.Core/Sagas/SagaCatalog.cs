using System.Collections.Frozen;
using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>The saga definitions and activities that this process knows; built once at start, and complete or not at all.</summary>
public sealed class SagaCatalog
{
    private static readonly TimeSpan Rollout = TimeSpan.FromMinutes(1);

    private readonly FrozenDictionary<(string Name, int Version), SagaDefinition> _definitions;
    private readonly FrozenDictionary<string, SagaDefinition> _newest;
    private readonly FrozenDictionary<string, ISagaActivity> _activities;

    /// <exception cref="ArgumentException">A definition names an activity that is not registered.</exception>
    public SagaCatalog(IEnumerable<SagaDefinition> definitions, IEnumerable<ISagaActivity> activities)
    {
        _definitions = definitions.ToFrozenDictionary(definition => (definition.Name, definition.Version));
        _newest = _definitions.Values.GroupBy(definition => definition.Name)
            .ToFrozenDictionary(versions => versions.Key, versions => versions.MaxBy(definition => definition.Version)!);
        _activities = activities.ToFrozenDictionary(activity => activity.Name);
        foreach (var (definition, name) in _definitions.Values.SelectMany(saga => saga.Activities().Select(name => (saga.Name, name))))
        {
            if (!_activities.ContainsKey(name))
            {
                throw new ArgumentException($"Saga {definition} names the activity {name}, which is not registered.", nameof(activities));
            }
        }
    }

    /// <summary>Every definition that is registered.</summary>
    public IEnumerable<SagaDefinition> Definitions => _definitions.Values;

    /// <summary>Whether a definition of that name is registered.</summary>
    public bool Has(string name) => _newest.ContainsKey(name);

    /// <summary>The newest definition of that name, which new instances get.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SagaDefinition Newest(string name) => _newest[name];

    /// <summary>The registered definition of that name and version, or null; an instance runs by the one stored with it.</summary>
    public SagaDefinition? Find(string name, int version) => _definitions.GetValueOrDefault((name, version));

    /// <summary>The activity of that name.</summary>
    /// <exception cref="FailureException">
    /// There is none. The failure is <see cref="Transient"/>, because during a rollout an instance may name an activity that only the other
    /// version of the program has.
    /// </exception>
    public ISagaActivity Activity(string name) => _activities.GetValueOrDefault(name) ?? throw new FailureException(
        new Transient("activity-unknown", $"This program has no activity {name}; run one that has it.", Rollout));
}

/// <summary>One activity of a saga. It may run more than once for the same turn, yet must take effect once.</summary>
public interface ISagaActivity
{
    /// <summary>The name that definitions call it by.</summary>
    string Name { get; }

    /// <summary>Null when done. A <see cref="Transient"/> failure is retried by the step's policy, any other fails the step.</summary>
    Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation);
}
