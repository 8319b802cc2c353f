using System.Collections.Frozen;
using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>The saga definitions and activities that this process knows; made once at start, complete or not at all.</summary>
public sealed class SagaCatalog
{
    private static readonly TimeSpan Rollout = TimeSpan.FromMinutes(1);

    private readonly FrozenDictionary<(string Name, int Version), SagaDefinition> _definitions;
    private readonly FrozenDictionary<string, SagaDefinition> _newest;
    private readonly FrozenDictionary<string, ISagaActivity> _activities;

    /// <summary>Takes definitions and activities.</summary>
    /// <exception cref="ArgumentException">A definition names an activity that is not there.</exception>
    public SagaCatalog(IEnumerable<SagaDefinition> definitions, IEnumerable<ISagaActivity> activities)
    {
        _definitions = definitions.ToFrozenDictionary(definition => (definition.Name, definition.Version));
        _newest = _definitions.Values.GroupBy(definition => definition.Name)
            .ToFrozenDictionary(versions => versions.Key, versions => versions.MaxBy(definition => definition.Version)!);
        _activities = activities.ToFrozenDictionary(activity => activity.Name);
        foreach (var (definition, name) in _definitions.Values.SelectMany(d => d.Activities().Select(name => (d.Name, name))))
        {
            if (!_activities.ContainsKey(name))
            {
                throw new ArgumentException($"Saga {definition} names the activity {name}, which is not registered.", nameof(activities));
            }
        }
    }

    /// <summary>Every definition that is registered.</summary>
    public IEnumerable<SagaDefinition> Definitions => _definitions.Values;

    /// <summary>The newest definition of that name, which new instances get.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SagaDefinition Newest(string name) => _newest[name];

    /// <summary>The registered definition of that name and version, or null. What an instance runs by is stored with the instance.</summary>
    public SagaDefinition? Find(string name, int version) => _definitions.GetValueOrDefault((name, version));

    /// <summary>The activity of that name.</summary>
    /// <exception cref="FailureException">
    /// There is none. An instance may name one that is gone, or, while a new version is rolled out, one that is not here yet:
    /// <see cref="Transient"/>, so that it is tried again.
    /// </exception>
    public ISagaActivity Activity(string name) => _activities.GetValueOrDefault(name)
        ?? throw new FailureException(new Transient("activity-unknown", $"This program has no activity {name}; run one that has it.", Rollout));
}

/// <summary>One activity of a saga. It may run more than once for the same turn, and must then have its effect once.</summary>
public interface ISagaActivity
{
    /// <summary>The name that definitions call it by.</summary>
    string Name { get; }

    /// <summary>Null when done. A <see cref="Transient"/> failure is tried again by the step's policy, any other fails the step.</summary>
    Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation);
}
