namespace Pipeline.Testing;

/// <summary>Chance that always draws the same share.</summary>
public sealed class FixedChance(double share) : Random
{
    public override double NextDouble() => share;
}
