using Foray.Sdk.Diagnostics;

namespace Foray.Jobs.Running;

/// <summary>What is wrong, as it is found; whoever watches is told at once.</summary>
/// <param name="observer">Who watches; null where nobody does.</param>
internal sealed class ProblemList(IJobObserver? observer)
{
    private readonly List<Diagnostic> _found = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<Diagnostic> Found
    {
        get
        {
            lock (_lock)
                return [.. _found];
        }
    }

    /// <summary>True where something keeps a job from running: not the fault of one plugin among others.</summary>
    public bool HasRefusals => Found.Any(problem => problem.Severity == Severity.Error && !PluginFaults.Is(problem));

    public bool HasErrors => Found.Any(problem => problem.Severity == Severity.Error);

    public void Add(Diagnostic problem)
    {
        lock (_lock)
            _found.Add(problem);
        observer?.Report(problem);
    }

    public void Add(DiagnosticException failure)
    {
        foreach (var problem in failure.Diagnostics)
            Add(problem);
    }
}
