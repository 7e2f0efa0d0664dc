using System.Diagnostics;
using System.Text;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>A child with pipes, started through .NET.</summary>
internal sealed class LocalProcess : IPipedProcess
{
    private const int LongestError = 64 * 1024;
    private static readonly TimeSpan LateError = TimeSpan.FromSeconds(0.2);

    private readonly Process _process;
    private readonly StringBuilder _error = new();

    private LocalProcess(Process process)
    {
        _process = process;
        Input = process.StandardInput.BaseStream;
        Output = process.StandardOutput.BaseStream;
        Exit = WaitAsync(ReadErrorAsync(process.StandardError));
    }

    public Stream Input { get; }

    public Stream Output { get; }

    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    public Task<int> Exit { get; }

    public static LocalProcess Start(ProcessRequest request)
    {
        var start = new ProcessStartInfo(request.Program, request.Arguments)
        {
            WorkingDirectory = request.WorkingFolder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in request.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        var process = new LocalProcess(Process.Start(start)!);
        if (request.Input is { } input)
        {
            process._process.StandardInput.Write(input);
            process._process.StandardInput.Close();
        }

        return process;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exit;
        await Output.DisposeAsync();
        _process.Dispose();
    }

    /// <summary>Ends the process and none of its children: what it started for good goes on.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    // A child that lives on may hold standard error open, so that its end is not waited for.
    private async Task<int> WaitAsync(Task reading)
    {
        await _process.WaitForExitAsync();
        await Task.WhenAny(reading, Task.Delay(LateError));
        return _process.ExitCode;
    }

    private async Task ReadErrorAsync(StreamReader reader)
    {
        var buffer = new char[1024];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            lock (_error)
            {
                _error.Append(buffer, 0, count);
                if (_error.Length > LongestError)
                    _error.Remove(0, _error.Length - LongestError);
            }
        }
    }
}
