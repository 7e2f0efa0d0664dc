using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Engines.Jobs;

/// <summary>Tells problems of references at their places in the file.</summary>
internal sealed class ReferencePlaces(ICheckContext context)
{
    /// <param name="index">Index of the reference.</param>
    /// <param name="problem">What is wrong with it.</param>
    public void Report(int index, Diagnostic problem)
    {
        var references = context.Section["tests"] as SequenceNode;
        context.Report(problem.Place is null && references?.Items.ElementAtOrDefault(index) is { } reference ? problem with { Place = reference.Place } : problem);
    }
}
