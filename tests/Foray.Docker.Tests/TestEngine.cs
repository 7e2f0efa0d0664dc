using System.Diagnostics;
using Docker.DotNet;
using Docker.DotNet.Models;

[assembly: AssemblyFixture(typeof(Foray.Docker.Tests.TestEngine))]

namespace Foray.Docker.Tests;

/// <summary>A real engine with a folder, a socket and networks of its own, of which this computer's networks see nothing; gone when disposed.</summary>
public sealed class TestEngine : IAsyncLifetime
{
    private const string Program = "/usr/sbin/dockerd";
    private const int TerminateSignal = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-dockerd-").FullName;
    private Process? _daemon;
    private string? _missing;

    public string Address => $"unix://{_folder}/sock";

    public DockerClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _missing = !OperatingSystem.IsLinux() ? "this is no Linux" : Environment.UserName != "root" ? "only root can start dockerd" : !File.Exists(Program) ? "dockerd is not installed" : null;
        if (_missing is not null)
            return;
        var image = await TestImage.MakeAsync();
        var start = new ProcessStartInfo("unshare", [
            "--net", Program, "--data-root", $"{_folder}/data", "--exec-root", $"{_folder}/exec", "-p", $"{_folder}/pid", "-H", Address,
            "--bridge=none", "--iptables=false", "--ip-masq=false"])
        { RedirectStandardError = true };
        _daemon = Process.Start(start)!;
        var log = new Queue<string>();
        _daemon.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.Enqueue(line.Data ?? "");
                if (log.Count > 20)
                    log.Dequeue();
            }
        };
        _daemon.BeginErrorReadLine();
        Client = new DockerClientBuilder().WithEndpoint(new Uri(Address)).Build();
        if (!await AnswersAsync())
        {
            lock (log)
                _missing = $"dockerd does not run here: {string.Join("; ", log)}";
            return;
        }

        await ImportAsync(image, TestImage.Name, TestImage.Tag);
        await Client.Images.TagImageAsync($"{TestImage.Name}:{TestImage.Tag}", new ImageTagParameters { RepositoryName = "debian", Tag = "stable-slim" });
    }

    public void SkipWhereMissing() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    /// <summary>An image from an archive of its files.</summary>
    public async Task ImportAsync(string archive, string name, string tag)
    {
        await using var file = File.OpenRead(archive);
        await Client.Images.CreateImageAsync(new ImagesCreateParameters { FromSrc = "-", Repo = name, Tag = tag }, file, new AuthConfig(), new Progress<JSONMessage>());
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            if (!_daemon.HasExited)
            {
                using var kill = Process.Start("kill", [$"-{TerminateSignal}", $"{_daemon.Id}"]);
                await _daemon.WaitForExitAsync();
            }

            Client.Dispose();
            _daemon.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        while (!_daemon!.HasExited)
        {
            try
            {
                await Client.System.PingAsync();
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }
}
