using Foray.Sdk.Plugins;

[assembly: ForayManifest(2, """{"what":"nobody knows yet"}""")]
