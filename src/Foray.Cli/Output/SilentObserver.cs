using Foray.Experiments.Events;

namespace Foray.Cli.Output;

/// <summary>Shows nothing.</summary>
internal sealed class SilentObserver : IRunObserver
{
    public static readonly SilentObserver Instance = new();

    public void On(RunEvent happened)
    {
    }
}
