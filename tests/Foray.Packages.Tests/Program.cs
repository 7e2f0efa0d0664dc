using Foray.Packages;
using Foray.Packages.Feeds;
using Foray.Packages.Tests;
using Xunit.Runner.InProc.SystemConsole;

// NuGet asks a feed that fails again and again, a second apart.
Environment.SetEnvironmentVariable("NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS", "1");

return args is [OtherProcess.UpdateRole, var folder, var feed, var step] ? await Update(folder, feed, step) : await ConsoleRunner.Run(args);

// Updates all packages; stands still at the given step until it is killed.
static async Task<int> Update(string folder, string feed, string step)
{
    var installer = new PackageInstaller(new PluginFolder(folder, Path.Combine(folder, "foray.lock.json"), null), PackageFeeds.Open(folder, [feed]))
    {
        AtStep = reached =>
        {
            Console.WriteLine(reached);
            if (reached == step)
                Console.In.ReadToEnd();
        },
    };
    await installer.UpdateAsync([]);
    return 0;
}
