import { render } from 'preact';
import { App } from './app';
import './task.css';

const place = document.getElementById('page');
if (place) render(<App />, place);
