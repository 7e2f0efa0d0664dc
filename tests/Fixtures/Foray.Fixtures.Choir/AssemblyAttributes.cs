[assembly: Foray.Sdk.Plugins.ExportsContracts("Foray.Fixtures.Notation")]
