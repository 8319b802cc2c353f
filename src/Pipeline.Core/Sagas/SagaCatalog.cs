using System.Collections.Frozen;

namespace Pipeline.Sagas;

/// <summary>The saga definitions and activities that this process knows; made once at start, complete or not at all.</summary>
public sealed class SagaCatalog
{
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

    /// <summary>The newest definition of that name, which new instances get.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SagaDefinition Newest(string name) => _newest[name];

    /// <summary>The definition that a running instance was started with.</summary>
    /// <exception cref="KeyNotFoundException">It was removed while instances of it were running: put it back beside the newer one.</exception>
    public SagaDefinition Of(SagaState saga) => _definitions.GetValueOrDefault((saga.Definition, saga.DefinitionVersion))
        ?? throw new KeyNotFoundException($"Saga {saga.SagaId} runs version {saga.DefinitionVersion} of {saga.Definition}, which is not registered.");

    /// <summary>The activity of that name.</summary>
    public ISagaActivity Activity(string name) => _activities[name];
}
