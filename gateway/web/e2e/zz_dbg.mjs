import { openBrowser, visitor } from './browser.js'
import { readFileSync } from 'node:fs'
const house={url:'http://127.0.0.1:18431'}
const b=await openBrowser(); const page=await visitor(b,house); page.setDefaultTimeout(4000)
const jar=readFileSync('/tmp/webhome/jar-15400000001','utf8').split('\n').find(l=>l.includes('wanjia_session')).split('\t')
await page.context().addCookies([{name:'wanjia_session',value:jar[6],domain:'127.0.0.1',path:'/'}])
try{
await page.goto('/me/agents/add'); await page.getByLabel(/别的人/).check(); await page.waitForTimeout(300)
}catch(e){console.log(String(e).slice(0,400))}
await page.screenshot({path:'/tmp/webhome/shots/d1.png',fullPage:true})
try{
await page.goto('/me/household/add'); await page.getByLabel('姓名').fill('龚秀英'); await page.getByRole('button',{name:'下一步'}).click(); await page.getByLabel('奶奶／外婆').check(); await page.getByLabel('哪年生的').fill('1950'); await page.getByRole('button',{name:'下一步'}).click(); await page.getByRole('button',{name:'没有手机，下一步'}).click(); await page.getByRole('button',{name:'下一步'}).click(); await page.getByRole('button',{name:'登记',exact:true}).click(); await page.waitForTimeout(300)
}catch(e){console.log(String(e).slice(0,400))}
await page.screenshot({path:'/tmp/webhome/shots/d2.png',fullPage:true}); console.log(page.complaints)
await b.close()
