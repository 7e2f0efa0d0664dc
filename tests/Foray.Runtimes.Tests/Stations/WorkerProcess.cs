using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Foray.Runtimes.JavaScript;
using Foray.Runtimes.Python;
using Foray.Sdk.Programs;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runtimes.Tests.Stations;

/// <summary>A real worker, spoken to in lines.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>What the worker writes beside the protocol.</summary>
    public Task<string> Errors { get; private init; } = Task.FromResult("");

    public static WorkerProcess Start(Language language, long? memory = null)
    {
        var host = new FakeHost();
        IRuntime runtime = language == Language.Python ? new PythonRuntime(host.Processes) : new JavaScriptRuntime();
        var worker = runtime.DescribeWorker(Path.GetTempPath(), "main" + runtime.FileExtensions[0]);
        var start = new ProcessStartInfo(worker.Program, worker.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        foreach (var (name, value) in worker.Environment)
            start.Environment[name] = value;
        if (memory is { } bytes)
            start.Environment["FORAY_PROGRAM_MEMORY"] = $"{bytes}";
        var process = Process.Start(start)!;
        return new WorkerProcess(process) { Errors = process.StandardError.ReadToEndAsync(CancellationToken.None) };
    }

    public async Task<JsonObject> ReceiveAsync() =>
        (JsonObject)JsonNode.Parse(await TryReceiveAsync() ?? throw new EndOfStreamException($"the worker has ended: {await Errors}"))!;

    public Task<string?> TryReceiveAsync() => _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    public void Send(JsonNode message) => SendText(message.ToJsonString());

    public void SendText(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    public void CloseInput() => _process.StandardInput.Close();

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
