using System.Diagnostics;
using Microsoft.Diagnostics.NETCore.Client;

namespace Foray.Integrations.Runtimes;

/// <summary>Processes of this computer in which .NET runs, and which this user may ask.</summary>
internal static class DotnetProcesses
{
    /// <summary>Id of the process that the options mean; null where none has the name.</summary>
    public static int? Find(DotnetCollectorOptions options) =>
        options.Pid ?? DiagnosticsClient.GetPublishedProcesses().Order().Where(pid => NameOf(pid) == options.ProcessName).Select(pid => (int?)pid).FirstOrDefault();

    private static string? NameOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return null; // It has ended.
        }
    }
}
