using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Foray.Fixtures.Alarm;

/// <summary>Leaves a trace when any code of the package is run.</summary>
internal static class Alarm
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "What a library should not do is what this one is for.")]
    [SuppressMessage("Foray", "FORAY017", Justification = "What a plugin should not do is what this one is for.")]
    internal static void Ring()
    {
        if (Environment.GetEnvironmentVariable("FORAY_FIXTURES_ALARM") is { } path)
            File.WriteAllText(path, "loaded");
    }
}
