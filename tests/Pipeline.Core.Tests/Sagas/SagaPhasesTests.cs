using System.Text.Json;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

public class SagaPhasesTests
{
    [Fact]
    public void Phase_names_are_those_of_the_surface()
    {
        Assert.Equal(["running", "compensating", "completed", "compensated", "needs-attention"], SagaPhases.All);
        Assert.All(Enum.GetValues<SagaPhase>(), phase => Assert.Equal(phase, SagaPhases.Parse(phase.Name())));
        Assert.All(Enum.GetValues<SagaPhase>(), phase => Assert.Equal($"\"{phase.Name()}\"", JsonSerializer.Serialize(phase)));
        Assert.Null(SagaPhases.Parse("Running"));
        Assert.Equal([SagaPhase.Completed, SagaPhase.Compensated], Enum.GetValues<SagaPhase>().Where(phase => phase.IsEnded()));
    }
}
