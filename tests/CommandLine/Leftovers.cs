namespace Foray.CommandLine;

/// <summary>Processes that an experiment's machines left behind, found by their marks.</summary>
internal static class Leftovers
{
    /// <summary>Command lines of the processes that carry one of these machine ids.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<string> machineIds)
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var environment = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
                if (machineIds.Any(id => environment.Contains($"FORAY_MACHINE_ID={id}")))
                    found.Add(File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' '));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }

        return found;
    }
}
