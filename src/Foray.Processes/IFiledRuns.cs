using Foray.Sdk.Machines;

namespace Foray.Processes;

/// <summary>Runs programs whose streams are files: see <see cref="Sdk.Processes.IProcesses.RunToFilesAsync"/>.</summary>
internal interface IFiledRuns : IDisposable
{
    Task<ProgramEnd> RunAsync(FiledProgram program, CancellationToken cancellationToken);
}
