using Foray.Experiments.Events;
using Foray.Jobs;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Hosting;

/// <summary>Shows what is wrong with resolvers that an experiment's tests could do without.</summary>
internal sealed class BenchProblems(IRunObserver observer) : IJobObserver
{
    public void Report(Diagnostic diagnostic) => observer.On(new Reported(diagnostic));
}
