using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs;

/// <summary>What came of a job.</summary>
/// <param name="Results">Its results; null where no test was run, because something was wrong before.</param>
/// <param name="Diagnostics">All that was wrong, in the order in which it was found.</param>
public sealed record JobReport(JobResults? Results, IReadOnlyList<Diagnostic> Diagnostics);
