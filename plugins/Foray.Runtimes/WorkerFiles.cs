namespace Foray.Runtimes;

/// <summary>The files of the workers, which lie in folders beside this package's assembly.</summary>
internal static class WorkerFiles
{
    /// <summary>Folder of the assembly.</summary>
    public static string Folder => Path.GetDirectoryName(typeof(WorkerFiles).Assembly.Location)!;
}
