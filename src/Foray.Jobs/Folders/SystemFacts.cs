namespace Foray.Jobs.Folders;

/// <summary>Keeps what the system says of itself before and after a job.</summary>
internal static class SystemFacts
{
    private static readonly string[] Files = ["cpuinfo", "loadavg", "meminfo", "mounts", "uptime", "version"];

    /// <summary>Copies the files of <c>/proc</c> that are there.</summary>
    public static void Keep(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Files)
        {
            var source = $"/proc/{name}";
            if (File.Exists(source))
                File.WriteAllBytes(System.IO.Path.Combine(folder, name), File.ReadAllBytes(source));
        }
    }
}
