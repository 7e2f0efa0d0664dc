using System.Diagnostics;
using Foray.Experiments.Secrets;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tracing;

/// <summary>Makes failures the status of spans.</summary>
internal static class SpanStatus
{
    /// <summary>Gives the failures back, the first of which is the span's status.</summary>
    public static IReadOnlyList<Diagnostic> WithStatus(this Activity? span, IReadOnlyList<Diagnostic> failures, SecretMask mask)
    {
        if (failures.Count > 0)
            span?.SetStatus(ActivityStatusCode.Error, mask.Apply(failures[0].Message));
        return failures;
    }
}
