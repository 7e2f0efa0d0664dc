namespace Foray.Stations.Programs.HandOff;

/// <summary>Stops hand-offs behind one step, so that tests can kill the station there. Without a step it does nothing.</summary>
/// <param name="pause">The step.</param>
/// <param name="folder">Folder of the station's data, where <c>paused-STEP</c> says that the step was reached.</param>
internal sealed class PausePoint(HandOffStep? pause, string folder) : IHandOffSteps
{
    /// <summary>Environment variable with the name of the step in small letters.</summary>
    public const string Variable = "FORAY_TEST_PAUSE";

    /// <summary>The pause that the environment asks for.</summary>
    public static PausePoint OfEnvironment(string folder) =>
        new(Enum.TryParse<HandOffStep>(Environment.GetEnvironmentVariable(Variable), ignoreCase: true, out var step) ? step : null, folder);

    public Task ReachedAsync(HandOffStep step)
    {
        if (step != pause)
            return Task.CompletedTask;
        File.WriteAllText(Path.Combine(folder, $"paused-{step.ToString().ToLowerInvariant()}"), "");
        return Task.Delay(Timeout.Infinite);
    }
}
