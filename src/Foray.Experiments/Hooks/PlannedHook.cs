using Foray.Configuration.Checking;
using Foray.Sdk.Hooks;

namespace Foray.Experiments.Hooks;

/// <summary>A hook of the file.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Hook">The plugin.</param>
internal sealed record PlannedHook(CheckedSection Section, IHook Hook)
{
    public string Name => Section.Name!;
}
