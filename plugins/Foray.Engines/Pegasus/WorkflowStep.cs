using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Pegasus;

/// <summary>A script of a case: one before the workflow, main, or one after it.</summary>
/// <param name="Name">Name in results and of its folder.</param>
/// <param name="Labels">Labels of the machines that run it.</param>
/// <param name="Script">Its text; for main also its path.</param>
/// <param name="Executable">Program that runs it.</param>
internal sealed record WorkflowStep(string Name, LabelSelector Labels, string Script, string Executable) : ICaseScript
{
    IReadOnlyList<string> ICaseScript.Requires => [];
}
