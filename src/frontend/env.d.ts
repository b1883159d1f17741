// Style sheets are imported for their effect only; Vite turns them into files.
declare module '*.css';
declare module '@atlaskit/css-reset';
