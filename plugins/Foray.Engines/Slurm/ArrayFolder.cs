using System.Globalization;
using System.Text;
using Foray.Engines.Cases;
using Foray.Sdk.Machines;

namespace Foray.Engines.Slurm;

/// <summary>Puts on the machine what an array and its tasks need; task.sh tells what lies where.</summary>
internal sealed class ArrayFolder(SlurmRun slurm, JobArray array)
{
    private readonly List<InputFile> _files = [];

    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The machine did not take it.</exception>
    public async Task PutAsync(CancellationToken cancellationToken)
    {
        var inputs = await new InputStaging(slurm.Options, slurm.Run, $"{array.Id}/inputs").StageAsync(slurm.Machine, cancellationToken);
        var local = Directory.CreateTempSubdirectory("foray-slurm-").FullName;
        try
        {
            Write(local, inputs);
            await slurm.Machine.PutAsync(_files, ".", cancellationToken);
        }
        finally
        {
            Directory.Delete(local, recursive: true);
        }
    }

    private void Write(string local, IReadOnlyList<(string Place, string Destination)> inputs)
    {
        var scripts = slurm.ScriptNames.Zip(slurm.Options.Scripts).ToList();
        Add(local, $"{array.Id}/rows", string.Concat(array.Rows.Select(row => row + "\n")));
        Add(local, $"{array.Id}/ends/.made", "");
        Add(local, $"{array.Id}/task.sh", SbatchText.Script(slurm.Options));
        Add(local, $"{array.Id}/steps", string.Concat([
            .. inputs.Select(input => $"copy {ShellText.Quote(input.Place[(array.Id.Length + 1)..])} {ShellText.Quote(input.Destination)}\n"),
            .. scripts.Select(script => $"run {ShellText.Quote(script.First)} {ShellText.Quote(script.Second.Executable)}\n")]));
        Add(local, $"{array.Id}/env", $"""
            export FORAY_MACHINE={ShellText.Quote(slurm.Machine.Name)}
            export FORAY_SHARED="$root/{MachineLayout.Shared}"

            """);
        foreach (var (name, script) in scripts)
            Add(local, $"{array.Id}/scripts/{name}", script.Script);
        foreach (var row in array.Wanted.Values)
            Add(local, $"{row.Row.Id}/env", Environment(row));
    }

    private string Environment(SlurmRow row)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in CaseEnvironment.Of(slurm.Options, slurm.Run, slurm.Variables, row.Row, row.Attempts))
            text.Append("export ").Append(name).Append('=').Append(ShellText.Quote(value)).Append('\n');
        return text.ToString();
    }

    /// <summary>There are secrets among the values: nobody else may read them, here or there.</summary>
    private void Add(string local, string path, string text)
    {
        var file = Path.Combine(local, _files.Count.ToString(CultureInfo.InvariantCulture));
        using (var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            stream.Write(Encoding.UTF8.GetBytes(text));
        _files.Add(new InputFile(file, path));
    }
}
