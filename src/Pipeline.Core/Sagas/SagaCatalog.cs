using System.Collections.Frozen;

namespace Pipeline.Sagas;

/// <summary>The saga definitions and activities that this process knows; made once at start, complete or not at all.</summary>
public sealed class SagaCatalog
{
    private readonly FrozenDictionary<string, SagaDefinition> _definitions;
    private readonly FrozenDictionary<string, ISagaActivity> _activities;

    /// <summary>Takes definitions and activities.</summary>
    /// <exception cref="ArgumentException">A definition names an activity that is not there.</exception>
    public SagaCatalog(IEnumerable<SagaDefinition> definitions, IEnumerable<ISagaActivity> activities)
    {
        _definitions = definitions.ToFrozenDictionary(definition => definition.Name);
        _activities = activities.ToFrozenDictionary(activity => activity.Name);
        foreach (var (definition, name) in _definitions.Values.SelectMany(d => d.Activities().Select(name => (d.Name, name))))
        {
            if (!_activities.ContainsKey(name))
            {
                throw new ArgumentException($"Saga {definition} names the activity {name}, which is not registered.", nameof(activities));
            }
        }
    }

    /// <summary>The definition of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SagaDefinition Definition(string name) => _definitions[name];

    /// <summary>The activity of that name.</summary>
    public ISagaActivity Activity(string name) => _activities[name];
}
